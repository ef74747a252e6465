package tarn.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tarn.event.Schema;
import tarn.lake.Duck;

/**
 * A day of one large site, written as cleaned Parquet at once: random visitors with one page view or more, in one visit or
 * several, on 500 paths, with 4 browsers on 4 systems, 4 edge locations and 4 sources, all alike frequent, which is the most
 * rows that stats can have. One page view in a thousand is delivered twice. The same seed gives the same rows.
 */
final class CleanedDay {
  private static final String NARROW = """
      create or replace temp table narrow as
      with numbered as (
        select range as number, cast(md5_number_lower('luck' || getvariable('seed') || range) // 2 as bigint) as luck
        from range(getvariable('page_views'))
      ),
      drawn as (
        select *, cast(case when number < getvariable('visitors') then number
          else md5_number_lower('visitor' || getvariable('seed') || number) % getvariable('visitors') end as bigint) as visitor
        from numbered
      ),
      known as (
        select *, cast(md5_number_lower('person' || getvariable('seed') || visitor) // 2 as bigint) as person,
          number < getvariable('visitors') or luck % 8 = 0 as enters
        from drawn
      ),
      timed as (
        select *, least(86_399_999, cast(person % 85_000_000
          + case when number < getvariable('visitors') then 0 else luck // 8 % 1_200_000
              + case when luck // 64 % 6 = 0 then luck // 1024 % 36_000_000 else 0 end end as bigint)) as millis
        from known
      )
      select row_number() over (order by millis, number) - 1 as position, number, visitor, luck, person, enters, millis
      from timed, unnest(range(case when luck // 512 % 1000 = 0 then 2 else 1 end))
      order by millis, number
      """;

  private static final String WIDE = """
      select
        year(day) as event_year, month(day) as event_month, day(day) as event_day,
        cast(day as timestamp) + to_milliseconds(millis) as event_timestamp,
        cast(day as timestamp) + to_seconds(millis // 1000) as arrival_timestamp,
        millis % 1000 as arrival_delay_ms,
        ['Hamburg', 'Frankfurt', 'Dublin', 'Ashburn'][edge] as edge_city,
        [null, null, null, 'Virginia'][edge] as edge_state,
        ['Germany', 'Germany', 'Ireland', 'United States'][edge] as edge_country,
        ['DE', 'DE', 'IE', 'US'][edge] as edge_country_code,
        [53.63, 50.03, 53.42, 38.94][edge] as edge_latitude,
        [9.99, 8.57, -6.27, -77.46][edge] as edge_longitude,
        ['HAM', 'FRA', 'DUB', 'IAD'][edge] as edge_id,
        case when enters then ['https://www.google.com/', 'https://www.linkedin.com/', null,
          'https://newsletter.example/issues/47'][source] end as referrer,
        case when enters then ['google.com', 'linkedin.com', 'Direct / None', 'newsletter.example'][source] end
          as referrer_domain_name,
        ['Chrome', 'Safari', 'Firefox', 'Edge'][browser] as browser_name,
        ['140.0.7339.81', '18.6', '143.0', '140.0.3485.54'][browser] as browser_version,
        ['Windows', 'Mac OS', 'Android', 'iOS'][os] as browser_os_name,
        ['10', '10.15.7', '14', '18.6'][os] as browser_os_version,
        ['Europe/Berlin', 'Europe/Vienna', 'Europe/Dublin', 'America/New_York'][edge] as browser_timezone,
        ['de-DE', 'de-AT', 'en-IE', 'en-US'][edge] as browser_language,
        ['Desktop', 'Desktop', 'Mobile', 'Mobile'][os] as device_type,
        [null, 'Apple', 'Samsung', 'Apple'][os] as device_vendor,
        ['1920x1080', '1728x1117', '412x915', '393x852'][os] as device_outer_resolution,
        width || 'x' || height as device_inner_resolution,
        24 as device_color_depth,
        ['Win32', 'MacIntel', 'Linux armv81', 'iPhone'][os] as device_platform,
        [8, 8, 4, null][os] as device_memory,
        [8, 10, 8, 6][os] as device_cores,
        case when enters and source = 4 then 'newsletter' end as utm_source,
        case when enters and source = 4 then 'autumn' end as utm_campaign,
        case when enters and source = 4 then 'email' end as utm_medium,
        null as utm_content, null as utm_term,
        'https://' || getvariable('domain') || path as request_url,
        path as request_path,
        't=pv&ts=' || epoch_ms(cast(day as timestamp)) + millis || '&u=https%253A%252F%252F' || getvariable('domain')
          || '%252Farticles%252F' || page || '-what-we-found&hn=' || getvariable('domain') || '&pa=%252Farticles%252F' || page
          || '-what-we-found&ua=Mozilla%252F5.0%2520(X11%253B%2520Linux%2520x86_64)%2520AppleWebKit%252F537.36%2520'
          || '(KHTML%252C%2520like%2520Gecko)%2520Chrome%252F140.0.0.0%2520Safari%252F537.36&iw=' || width || '&ih=' || height
          || '&ti=What%2520we%2520found%252C%2520part%2520' || page
          || '&w=1920&h=1080&d=24&l=de-DE&p=Win32&m=8&c=8&tz=Europe%252FBerlin' as request_query_string,
        900 + luck // 4096 % 300 as request_bytes, 200 as request_status_code, 'Hit' as request_cache_status,
        luck // 2048 % 9 as request_delivery_time_ms, 3000 + person // 65536 % 200 as request_asn, 0 as request_is_bot,
        null as event_name, null as event_data,
        sha256('page view' || getvariable('seed') || number) as page_view_id,
        sha256('path' || getvariable('seed') || visitor || path) as daily_page_view_id,
        sha256('visitor' || getvariable('seed') || visitor) as daily_visitor_id,
        'What we found, part ' || page as page_title,
        case when enters then ['Organic Search', 'Organic Social', 'Direct', 'Email'][source] end as channel,
        ['DE', 'AT', 'IE', 'US'][edge] as viewer_country_code
      from (
        select *, getvariable('day') as day, luck // 128 % 500 as page,
          '/articles/' || luck // 128 % 500 || '-what-we-found' as path,
          person // 16 % 4 + 1 as browser, person // 64 % 4 + 1 as os, person // 256 % 4 + 1 as edge,
          luck // 65536 % 4 + 1 as source, 1600 + person // 4096 % 300 as width, 700 + person // 8192 % 300 as height
        from narrow where position >= getvariable('first') and position < getvariable('past')
      )
      """;

  private CleanedDay() {}

  /** Writes a day into the cleaned zone of the lake and gives its files, each of which is a stretch of time. */
  static List<Path> write(BenchmarkLake lake, String domain, LocalDate day, long seed, long pageViews, int files) throws Exception {
    Path folder = Files.createDirectories(lake.local(lake.lake().incoming(domain, "pageview", day.toString())));
    List<Path> written = new ArrayList<>();
    try (Connection connection = Duck.open(lake.lake().scratch())) {
      set(connection, "seed", Long.toString(seed));
      set(connection, "page_views", Long.toString(pageViews));
      set(connection, "visitors", Long.toString(Math.max(1, pageViews * 3 / 8)));
      set(connection, "day", "date '" + day + "'");
      set(connection, "domain", Duck.text(domain));
      Duck.execute(connection, NARROW);
      String columns = Schema.INCOMING_EVENTS.fileColumns().stream()
          .map(column -> "cast(" + column.name() + " as " + column.type().parquetName() + ") as " + column.name())
          .collect(Collectors.joining(", "));
      for (int file = 0; file < files; file++) {
        set(connection, "first", "(select count(*) * " + file + " // " + files + " from narrow)");
        set(connection, "past", "(select count(*) * " + (file + 1) + " // " + files + " from narrow)");
        Path target = folder.resolve(String.format("%05d.parquet", file));
        Duck.execute(connection, "copy (select " + columns + " from (" + WIDE + ")) to " + Duck.text(target.toString())
            + " (format parquet, compression zstd)");
        written.add(target);
      }
    }
    return written;
  }

  private static void set(Connection connection, String name, String value) throws SQLException {
    Duck.execute(connection, "set variable " + name + " = " + value);
  }
}
