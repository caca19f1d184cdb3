package dev.restante.cluster;

import java.nio.file.Path;

/**
 * PEM files for TLS between nodes. They may be replaced while the node runs; it reads them again after five minutes.
 *
 * @param key the node's private key: RSA, not encrypted
 * @param certificate the node's certificate, issued by the CA itself. Its subject alternative names are the node's host and one that all nodes
 *     of the cluster have in common, by which they know that it is for this cluster
 * @param ca the certificate of the CA that issued those of all nodes
 */
public record TlsFiles(Path key, Path certificate, Path ca) {

    /** Files of the names that Kubernetes gives them: {@code tls.key}, {@code tls.crt} and {@code ca.crt}. */
    public static TlsFiles in(Path folder) {
        return new TlsFiles(folder.resolve("tls.key"), folder.resolve("tls.crt"), folder.resolve("ca.crt"));
    }
}
