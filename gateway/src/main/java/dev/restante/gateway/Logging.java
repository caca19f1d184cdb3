package dev.restante.gateway;

/** Chooses the log's configuration before the first logger is made. */
final class Logging {

    private static final String CHOSEN = "logback.configurationFile";

    private Logging() {}

    /** Lifecycle and failures on standard error, unless the user has a configuration of their own. */
    static void configure() {
        ClassLoader loader = Logging.class.getClassLoader();
        boolean usersOwn = System.getProperty(CHOSEN) != null
                || loader.getResource("logback.xml") != null
                || loader.getResource("logback-test.xml") != null;
        if (!usersOwn) {
            System.setProperty(CHOSEN, "dev/restante/gateway/logback.xml");
        }
    }
}
