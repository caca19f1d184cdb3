/** Topics: events handed to subscribers that the publisher does not know, each through a mailbox of its own. */
@NullMarked
package dev.restante.actors.topic;

import org.jspecify.annotations.NullMarked;
