package dev.restante.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.restante.pekko.NodeSettings.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a node needs of Pekko's configuration, and checks of what it was given. */
final class PekkoConfig {

    static final String STORE_IDENTITY = "restante.store-identity";

    private static final String ROLES = "pekko.cluster.roles";

    private PekkoConfig() {}

    /** {@code given} with the settings that the promises of Restante depend on, whatever was given for them. */
    static Config bindingOver(Config given, NodeSettings settings) {
        return ConfigFactory.parseResources(PekkoConfig.class, "binding.conf")
                .withFallback(logIsStrict(settings.storage().journal()))
                // A node knocks when its store is open and fits, and not as soon as it has an actor system.
                .withFallback(ConfigFactory.parseMap(Map.of(NodeSettings.SEEDS, List.of())))
                .withFallback(announcing(FormatAgreement.role(), given))
                .withFallback(settings.joinsItself() ? ConfigFactory.empty() : identityOfStore(given, settings))
                .withFallback(given)
                .resolve();
    }

    /** For the check of a node that wants to join. */
    private static Config identityOfStore(Config given, NodeSettings settings) {
        return StateStores.identity(given, settings)
                .map(identity -> ConfigFactory.parseMap(Map.of(STORE_IDENTITY, identity)))
                .orElseGet(ConfigFactory::empty);
    }

    private static Config announcing(String role, Config given) {
        List<String> roles = new ArrayList<>(given.getStringList(ROLES));
        roles.add(role);
        return ConfigFactory.parseMap(Map.of(ROLES, roles));
    }

    /** Discarding records that look out of place, the default, would hide a damaged log. */
    private static Config logIsStrict(String journal) {
        return ConfigFactory.parseString("replay-filter.mode = fail, write-response-global-order = off")
                .atPath(journal);
    }

    /** Fails with a message that says what is missing and how to get it. */
    static void check(Config config, Storage storage) {
        requirePlugin(config, "restante.storage.journal", storage.journal());
        requirePlugin(config, "restante.storage.snapshot-store", storage.snapshotStore());
        String provider = config.getString("pekko.actor.provider");
        if (!provider.equals("cluster") && !provider.endsWith("ClusterActorRefProvider")) {
            throw new IllegalArgumentException("pekko.actor.provider is '" + provider
                    + "'; a node needs 'cluster', as the profiles of restante-cluster-config set it");
        }
    }

    private static void requirePlugin(Config config, String setting, String plugin) {
        if (plugin.isEmpty() || !config.hasPath(plugin + ".class")) {
            throw new IllegalArgumentException(
                    setting + " is '" + plugin + "', but there is no plugin configured under that"
                            + " path; is restante-persistence on the class path?");
        }
    }
}
