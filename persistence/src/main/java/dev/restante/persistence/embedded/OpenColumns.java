package dev.restante.persistence.embedded;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rocksdb.ColumnFamilyHandle;

/** The handles of an opened database's columns. */
final class OpenColumns implements AutoCloseable {

    private final Map<Column, ColumnFamilyHandle> handles = new EnumMap<>(Column.class);

    /** Takes the handles in the order of {@link Column}. */
    OpenColumns(List<ColumnFamilyHandle> inOrder) {
        Iterator<ColumnFamilyHandle> next = inOrder.iterator();
        for (Column column : Column.values()) {
            handles.put(column, next.next());
        }
    }

    ColumnFamilyHandle of(Column column) {
        return Objects.requireNonNull(handles.get(column));
    }

    @Override
    public void close() {
        handles.values().forEach(ColumnFamilyHandle::close);
    }
}
