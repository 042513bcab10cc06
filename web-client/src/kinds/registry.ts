// THE REGISTRY: which kinds of channel this client can draw. One line per kind, nothing else.

export const kinds = []
