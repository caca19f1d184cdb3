package dev.restante.persistence.embedded;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * The settings under {@code restante.embedded.backups}.
 *
 * @param folder where copies of the store are made
 * @param most how many there may be
 */
record BackupSettings(Path folder, int most) {

    BackupSettings {
        if (most < 1) {
            throw new IllegalArgumentException("restante.embedded.backups.most is " + most + "; it must be at least 1");
        }
    }

    /** In the folder of the store if no other is named. */
    static BackupSettings from(Config config) {
        Config embedded = config.getConfig("restante.embedded");
        String named = embedded.getString("backups.directory");
        Path folder = named.isEmpty() ? Path.of(embedded.getString("directory"), "backups") : Path.of(named);
        return new BackupSettings(folder.toAbsolutePath().normalize(), embedded.getInt("backups.most"));
    }
}
