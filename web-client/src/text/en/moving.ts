// English: moving talk to where it belongs.
import { count } from '../plural'

const en = count('en')
const messages = (n: number) => en(n, { one: '1 message', other: `${n} messages` })

export const moving = {
  moving: {
    menu: 'Move…',
    title: 'Move talk',
    what: 'What to move',
    message: 'This message',
    from: 'This and later messages in this topic',
    whole: (n: number) => `The whole topic (${messages(n)})`,
    channel: 'To which channel',
    topic: 'To which topic',
    here: 'this channel',
    find: 'Find by name',
    none: 'No place by that name where you may write.',
    change: (name: string) => `Change: ${name}`,
    asItIs: 'The topic as it is',
    fresh: 'A new topic',
    newTitle: 'Title of the new topic',
    notice: 'Leave a line about the move',
    seen: (channel: string) => `Everybody who can read the channel ${channel} will see it.`,
    move: 'Move',
    movingNow: 'Moving…',
    done: (topic: string, channel: string) => `Moved to the topic ${topic} in the channel ${channel}.`,
    left: (n: number) => `${messages(n)} did not fit.`,
    moveLeft: 'Move the rest',
    show: 'Show it there',
    lineOut: (n: number) => `Moved elsewhere: ${messages(n)}.`,
    lineIn: (n: number) => `Moved here: ${messages(n)}.`,
  },
  making: {
    menu: 'Turn into a model…',
    title: 'Turn the conversation into a model',
    hint: 'Choose the messages to begin with. You get a draft to go on with. Names stay behind, and the conversation gets a link.',
    where: 'In which bank',
    noPlace: 'You do not write in any bank yet. Join a workspace that has one.',
    name: 'Title',
    messages: 'Messages',
    make: 'Make the draft',
    madeOf: 'Refer to this:',
    earlier: 'Show earlier messages',
    later: 'Show later messages',
    closed: 'The bank is read by others than the readers of this conversation. Check that the messages and the title may be told there.',
    tooMuch: 'That is more than a model can hold. Choose fewer messages.',
  },
}
