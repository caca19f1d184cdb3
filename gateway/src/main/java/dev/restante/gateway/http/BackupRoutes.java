package dev.restante.gateway.http;

import dev.restante.persistence.StoreFailedException;
import dev.restante.persistence.StoreOverloadedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Backups of the node's own store. */
final class BackupRoutes {

    private final Optional<Supplier<CompletionStage<Path>>> backup;

    /** @param backup makes one; empty when the node's store is not its own */
    BackupRoutes(Optional<Supplier<CompletionStage<Path>>> backup) {
        this.backup = backup;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/backups", exchange -> make()));
    }

    private CompletionStage<HttpResponse> make() {
        Supplier<CompletionStage<Path>> maker = backup.orElseThrow(() -> refused(
                "the store of this node is a database; back that up, or use 'restante backup --store postgres'"));
        return maker.get().handle((folder, failure) -> {
            if (failure != null) {
                throw refusedBecause(failure);
            }
            return Replies.json(201, out -> {
                out.writeStartObject();
                out.writeStringField("folder", folder.toString());
                out.writeEndObject();
            });
        });
    }

    private static RuntimeException refusedBecause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean saysWhy = cause instanceof StoreOverloadedException || cause instanceof StoreFailedException;
        return saysWhy ? refused(String.valueOf(cause.getMessage())) : new CompletionException(cause);
    }

    private static ProblemException refused(String detail) {
        return ProblemType.BACKUP_REFUSED.because(detail).asException();
    }
}
