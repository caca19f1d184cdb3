package dev.restante;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name under which a message, state, event or reply is stored and sent, instead of its simple class name. A record can be renamed or
 * moved as long as it keeps the name here or lists its former names as aliases.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MessageName {

    /** A letter, then at most 127 letters, digits, dots, hyphens and underscores. Unique within the family. */
    String value();

    /** Former names, which are still read. */
    String[] aliases() default {};
}
