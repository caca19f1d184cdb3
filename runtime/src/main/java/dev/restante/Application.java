package dev.restante;

import java.util.ArrayList;
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
     * @throws IllegalArgumentException when there is none of a name, or two; says which there are
     */
    static List<Application> named(String names) {
        Map<String, Application> known = new TreeMap<>();
        for (Application application : ServiceLoader.load(Application.class)) {
            Application other = known.put(application.name(), application);
            if (other != null) {
                throw new IllegalArgumentException("two applications are called '" + application.name() + "': "
                        + other.getClass().getName() + " and "
                        + application.getClass().getName());
            }
        }
        List<Application> chosen = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            Application application = known.get(name.strip());
            if (application == null) {
                throw new IllegalArgumentException(
                        "there is no application '" + name.strip() + "' on the class path; there is "
                                + (known.isEmpty() ? "none" : String.join(", ", known.keySet())));
            }
            chosen.add(application);
        }
        return List.copyOf(chosen);
    }
}
