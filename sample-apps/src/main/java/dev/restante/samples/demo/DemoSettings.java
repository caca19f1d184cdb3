package dev.restante.samples.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the demo runs.
 *
 * @param nodes how many there are; one keeps its data itself, several share a PostgreSQL
 * @param folder for data and logs
 * @param paymentsPerSecond the rate at which payments are sent
 * @param timeLimit for sending and draining; the audit is made in any case
 */
record DemoSettings(int nodes, Path folder, double paymentsPerSecond, Duration timeLimit) {}
