package dev.restante.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restante.persistence.StoreOverloadedException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackupTest {

    @RegisterExtension
    static final TestGateway GATEWAY = new TestGateway();

    @Test
    void a_backup_is_answered_with_its_folder_once_it_is_made() {
        GATEWAY.backup = () -> CompletableFuture.completedFuture(Path.of("/backups/now"));

        TestClient.Answer answer = GATEWAY.post("/backups", "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("folder").asText()).isEqualTo("/backups/now");
    }

    @Test
    void a_backup_that_cannot_be_made_is_refused_with_the_reason() {
        GATEWAY.backup = () -> CompletableFuture.failedFuture(new StoreOverloadedException("there are 10 backups"));

        TestClient.Answer answer = GATEWAY.post("/backups", "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("backup-refused");
        assertThat(answer.detail()).isEqualTo("there are 10 backups");
    }
}
