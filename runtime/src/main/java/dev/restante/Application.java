package dev.restante;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * A set of actor types that a node can host under one name. Found through {@link ServiceLoader}, or handed to the node by its
 * {@code main}.
 */
public interface Application {

    /** As given to {@code --app}: unique among the applications on the class path, without commas and white space. */
    String name();

    /** Adds the application's actor types. Called once, before the node starts. */
    void register(Registry registry);

    /**
     * The applications on the class path with these names.
     *
     * @param names one or more names with commas between
     * @throws IllegalArgumentException when there is none of a name, or two, or it is given twice; says which there are
     */
    static List<Application> named(String names) {
        Map<String, Application> known = onClassPath();
        Map<String, Application> chosen = new LinkedHashMap<>();
        for (String each : names.split(",", -1)) {
            String name = each.strip();
            Application application = known.get(name);
            if (application == null) {
                throw new IllegalArgumentException("there is no application '" + name + "' on the class path; there is "
                        + (known.isEmpty() ? "none" : String.join(", ", known.keySet())));
            }
            if (chosen.putIfAbsent(name, application) != null) {
                throw new IllegalArgumentException("application '" + name + "' is named twice");
            }
        }
        return List.copyOf(chosen.values());
    }

    private static Map<String, Application> onClassPath() {
        Map<String, Application> known = new TreeMap<>();
        for (Application application : ServiceLoader.load(Application.class)) {
            Application other = known.putIfAbsent(application.name(), application);
            if (other != null) {
                throw new IllegalArgumentException("two applications are called '" + application.name() + "': "
                        + other.getClass().getName() + " and "
                        + application.getClass().getName());
            }
        }
        return known;
    }
}
