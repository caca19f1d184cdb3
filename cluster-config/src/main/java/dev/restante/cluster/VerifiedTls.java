package dev.restante.cluster;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider;
import scala.Option;

/**
 * Mutual TLS from PEM files that are read again when they are replaced, as Pekko has it, and in addition the verification that the node
 * called is the one that its certificate names. Made by Pekko, by its name in the configuration.
 */
public final class VerifiedTls implements SSLEngineProvider {

    /** The endpoint identification of RFC 2818: the name called against the subject alternative names. */
    private static final String BY_HOST_NAME = "HTTPS";

    private final RotatingKeysSSLEngineProvider files;

    public VerifiedTls(ActorSystem system) {
        this.files = new RotatingKeysSSLEngineProvider(system);
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        return files.createServerSSLEngine(hostname, port);
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        SSLEngine engine = files.createClientSSLEngine(hostname, port);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(BY_HOST_NAME);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return files.verifyClientSession(hostname, session);
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return files.verifyServerSession(hostname, session);
    }
}
