package dev.restante;

import java.util.Objects;

/**
 * A JSON value that is passed on unread: a component of this type takes any JSON and gives it back as it came, without the white space.
 * Two are equal when their texts are.
 *
 * @param text one JSON value
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
