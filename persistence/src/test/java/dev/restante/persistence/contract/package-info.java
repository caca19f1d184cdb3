/** What every store must do, as suites that each store's tests extend. */
@NullMarked
package dev.restante.persistence.contract;

import org.jspecify.annotations.NullMarked;
