package dev.restante.gateway.http;

/** The kinds of refusal that the interface knows. The word is the contract: clients tell kinds apart by it. */
enum ProblemType {
    MALFORMED(400, "malformed", "The request cannot be read"),
    NOT_FOUND(404, "not-found", "There is nothing at this path"),
    UNKNOWN_TYPE(404, "unknown-type", "No actor type has this name"),
    UNKNOWN_MESSAGE(404, "unknown-message", "The actor type takes no message of this name"),
    UNKNOWN_MESSAGE_ID(404, "unknown-message-id", "No message is known by this id"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The path does not take this method"),
    REQUEST_TIMEOUT(408, "request-timeout", "The request did not arrive in time"),
    ALREADY_BEGUN(409, "already-begun", "The message can no longer be taken back"),
    SUBSCRIPTION_REFUSED(409, "subscription-refused", "The topic does not take this change"),
    BACKUP_REFUSED(409, "backup-refused", "The node makes no backup now"),
    TOO_LARGE(413, "too-large", "The body is over the limit"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The body is of a kind that is not taken here"),
    KEY_REUSED(422, "key-reused", "The key was used before with another message"),
    INVALID_MESSAGE(422, "invalid-message", "The body does not fit the message"),
    MAILBOX_FULL(429, "mailbox-full", "The mailbox is full"),
    OVERLOADED(429, "overloaded", "The node is at a limit"),
    INTERNAL(500, "internal", "The node failed"),
    UNAVAILABLE(503, "unavailable", "Nobody answers for the actor right now");

    private static final String PREFIX = "https://restante.dev/problems/";

    private final int status;
    private final String word;
    private final String title;

    ProblemType(int status, String word, String title) {
        this.status = status;
        this.word = word;
        this.title = title;
    }

    int status() {
        return status;
    }

    String uri() {
        return PREFIX + word;
    }

    String title() {
        return title;
    }

    Problem because(String detail) {
        return Problem.of(this, detail);
    }
}
