package io.reprieve.intake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;

/** The rows of a sheet as texts. */
final class SheetRows {

    /** Excel keeps so many digits of a number and makes zeros of the rest. */
    private static final int DIGITS_KEPT = 15;

    private static final int LONGEST_NUMBER = 40;

    private final Iterator<Row> rows;
    private long number;

    private SheetRows(Iterator<Row> rows) {
        this.rows = rows;
    }

    static SheetRows of(Stream<Row> rows) {
        return new SheetRows(rows.iterator());
    }

    /**
     * The next row, or null behind the last.
     *
     * @throws UnreadableListException when the sheet is damaged
     */
    SheetRow next() {
        try {
            return rows.hasNext() ? texts(rows.next()) : null;
        } catch (UnreadableListException e) {
            throw e;
        } catch (RuntimeException e) {
            // The library lets whatever a damaged sheet leads to escape.
            throw Workbooks.damaged(e);
        }
    }

    private SheetRow texts(Row row) {
        // A sheet need not number its rows; then they follow one another.
        number = Math.max(row.getRowNum(), number + 1);
        List<String> texts = new ArrayList<>(row.getCellCount());
        for (Cell cell : row) {
            texts.add(cell == null ? "" : text(cell));
        }
        return new SheetRow(number, texts);
    }

    private static String text(Cell cell) {
        Object value = cell.getValue();
        if (value instanceof BigDecimal decimal && cell.getRawValue().length() <= LONGEST_NUMBER) {
            return text(decimal);
        }
        String raw =
                cell.getType() == CellType.ERROR || value == null
                        ? cell.getRawValue()
                        : value.toString();
        return raw == null ? "" : raw;
    }

    /**
     * A number as it was typed; one that has lost digits as Excel shows it, so that it is refused.
     */
    private static String text(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) > DIGITS_KEPT
                ? String.format(Locale.ROOT, "%.14E", number)
                : number.stripTrailingZeros().toPlainString();
    }
}
