package tarn.workbench;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.TimeColumn;
import tech.tablesaw.columns.Column;

/**
 * What Tablesaw makes of a type of DuckDB. A value that the column cannot hold exactly is refused, and the column becomes
 * text instead; the values that Tablesaw keeps for "missing" count as such.
 */
enum ColumnKind {
  BOOLEAN {
    @Override
    Column<?> column(String name) {
      return BooleanColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      ((BooleanColumn) column).append((Boolean) value);
      return true;
    }
  },
  INT {
    @Override
    Column<?> column(String name) {
      return IntColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      int number = ((Number) value).intValue();
      if (number == Integer.MIN_VALUE) {
        return false;
      }
      ((IntColumn) column).append(number);
      return true;
    }
  },
  LONG {
    @Override
    Column<?> column(String name) {
      return LongColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      if (value instanceof BigInteger big && big.bitLength() >= Long.SIZE || ((Number) value).longValue() == Long.MIN_VALUE) {
        return false;
      }
      ((LongColumn) column).append(((Number) value).longValue());
      return true;
    }
  },
  FLOAT {
    @Override
    Column<?> column(String name) {
      return FloatColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      ((FloatColumn) column).append((Float) value);
      return true;
    }
  },
  DOUBLE {
    @Override
    Column<?> column(String name) {
      return DoubleColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      ((DoubleColumn) column).append((Double) value);
      return true;
    }
  },
  DECIMAL {
    @Override
    Column<?> column(String name) {
      return DoubleColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      double number = ((BigDecimal) value).doubleValue();
      if (BigDecimal.valueOf(number).compareTo((BigDecimal) value) != 0) {
        return false;
      }
      ((DoubleColumn) column).append(number);
      return true;
    }

    @Override
    String text(Object value) {
      return (value instanceof Double number ? BigDecimal.valueOf(number) : (BigDecimal) value).toPlainString();
    }
  },
  DATE {
    @Override
    Column<?> column(String name) {
      return DateColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      if (!isUsual(((LocalDate) value).getYear())) {
        return false;
      }
      ((DateColumn) column).append((LocalDate) value);
      return true;
    }

    @Override
    String text(Object value) {
      return finite(value, FIRST_DATE, LAST_DATE);
    }
  },
  TIME {
    @Override
    Column<?> column(String name) {
      return TimeColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      if (!isMilliseconds(((LocalTime) value).getNano())) {
        return false;
      }
      ((TimeColumn) column).append((LocalTime) value);
      return true;
    }
  },
  DATE_TIME {
    @Override
    Column<?> column(String name) {
      return DateTimeColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      LocalDateTime moment = (LocalDateTime) value;
      if (!isUsual(moment.getYear()) || !isMilliseconds(moment.getNano())) {
        return false;
      }
      ((DateTimeColumn) column).append(moment);
      return true;
    }

    @Override
    String text(Object value) {
      return finite(value, FIRST_MOMENT, LAST_MOMENT);
    }
  },
  TEXT {
    @Override
    Column<?> column(String name) {
      return StringColumn.create(name);
    }

    @Override
    boolean append(Column<?> column, Object value) {
      ((StringColumn) column).append((String) value);
      return true;
    }
  };

  private static final int NANOS_OF_MILLISECOND = 1_000_000;
  private static final int LAST_YEAR = 9_999;

  /** How the driver tells the infinities: as the ends of what DuckDB's numbers of days and microseconds hold. */
  private static final LocalDate FIRST_DATE = LocalDate.ofEpochDay(-Integer.MAX_VALUE);
  private static final LocalDate LAST_DATE = LocalDate.ofEpochDay(Integer.MAX_VALUE);
  private static final LocalDateTime EPOCH = LocalDate.EPOCH.atStartOfDay();
  private static final LocalDateTime FIRST_MOMENT = EPOCH.plus(-Long.MAX_VALUE, ChronoUnit.MICROS);
  private static final LocalDateTime LAST_MOMENT = EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

  /** A new column, empty. */
  abstract Column<?> column(String name);

  /**
   * Appends a value that is not null.
   *
   * @return false where the column cannot hold it exactly, and was left as it is
   */
  abstract boolean append(Column<?> column, Object value);

  /** A value as text: of the driver's type or of the column's. */
  String text(Object value) {
    return value.toString();
  }

  private static String finite(Object value, Temporal first, Temporal last) {
    return value.equals(last) ? "infinity" : value.equals(first) ? "-infinity" : value.toString();
  }

  private static boolean isUsual(int year) {
    return year >= 1 && year <= LAST_YEAR;
  }

  private static boolean isMilliseconds(int nanos) {
    return nanos % NANOS_OF_MILLISECOND == 0;
  }

  /** @param type as DuckDB names it in a result, such as {@code DECIMAL(18,3)} or {@code INTEGER[]} */
  static ColumnKind of(String type) {
    if (type.startsWith("DECIMAL(") && type.endsWith(")")) {
      return DECIMAL;
    }
    return switch (type) {
      case "BOOLEAN" -> BOOLEAN;
      case "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER" -> INT;
      case "UINTEGER", "BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT" -> LONG;
      case "FLOAT" -> FLOAT;
      case "DOUBLE" -> DOUBLE;
      case "DATE" -> DATE;
      case "TIME" -> TIME;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE" -> DATE_TIME;
      default -> TEXT;
    };
  }
}
