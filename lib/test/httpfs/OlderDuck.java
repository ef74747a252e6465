///usr/bin/env jbang "$0" "$@" ; exit $?
//DESCRIPTION The newest DuckDB whose extension httpfs the package index of Python has. The two have to be of one version.
//DEPS org.duckdb:duckdb_jdbc:1.5.5.1

import java.sql.DriverManager;

/** Says which DuckDB it is, and tells HttpfsTest by its class path where it is. */
class OlderDuck {
  public static void main(String... arguments) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      System.out.println(connection.getMetaData().getDatabaseProductVersion());
    }
  }
}
