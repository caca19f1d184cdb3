package dev.restante;

import java.util.Objects;

/**
 * A JSON value that is passed on unread: a component of this type takes any JSON and gives it back, without the white space. Two are equal
 * when their texts are; a text that was read stays the same however often it is written and read again.
 *
 * @param text one JSON value; a text that is not fails when it is written
 */
public record Json(String text) {

    public Json {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
