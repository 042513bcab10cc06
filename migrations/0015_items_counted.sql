-- Why: removing an item looked through all that counts in its channel. What counts of an item is its
-- messages, which their own index finds, and the few events of the item itself, which this one finds;
-- a message that is posted has no row in it.

create index events_item_counted on events (item) where counts and message is null;
