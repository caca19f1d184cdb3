package dev.restante.persistence.embedded;

import java.nio.charset.StandardCharsets;

/** The column families of the database. Their names are part of the stored format. */
enum Column {
    /** How far logs are trimmed, and which epochs are claimed. RocksDB insists on a family of this name. */
    META("default"),
    LOG("log"),
    SNAPSHOT("snapshot"),
    STATE("state");

    private final String familyName;

    Column(String familyName) {
        this.familyName = familyName;
    }

    byte[] familyName() {
        return familyName.getBytes(StandardCharsets.UTF_8);
    }
}
