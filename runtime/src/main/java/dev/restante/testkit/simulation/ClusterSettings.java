package dev.restante.testkit.simulation;

import dev.restante.engine.CourierSettings;
import dev.restante.engine.EngineSettings;
import java.util.Set;

/**
 * What a world is made of, whoever plays in it.
 *
 * @param defects put in on purpose, to see that they are noticed
 */
record ClusterSettings(int nodes, EngineSettings engine, CourierSettings courier, Faults faults, Set<Defect> defects) {}
