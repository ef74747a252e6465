package tarn.aggregate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tarn.aggregate.LakeStatus.OtherEvents;
import tarn.aggregate.LakeStatus.UnknownEdge;

/** What the tables of a lake do not tell as well as they should. */
final class LakeGaps {
  private static final String OTHER_EVENTS = """
      with

      shared as (
          select domain_name, event_date, count(*) as event_count
          from events
          where event_name = '(other)'
          group by domain_name, event_date
      ),

      own as (
          select domain_name, event_date, count(distinct event_name) as name_count
          from events
          where event_name <> '(other)'
          group by domain_name, event_date
      ),

      seen as (
          select incoming_events.domain_name, incoming_events.event_date, count(distinct event_name) as name_count
          from incoming_events
          inner join shared
              on incoming_events.domain_name = shared.domain_name and incoming_events.event_date = shared.event_date
          where event_type = 'track' and request_is_bot = 0 and event_name <> 'engagement'
          group by incoming_events.domain_name, incoming_events.event_date
      ),

      final as (
          select
              shared.domain_name,
              shared.event_date,
              seen.name_count - coalesce(own.name_count, 0) as name_count,
              shared.event_count
          from shared
          left join own on shared.domain_name = own.domain_name and shared.event_date = own.event_date
          left join seen on shared.domain_name = seen.domain_name and shared.event_date = seen.event_date
      )

      select * from final order by event_date, domain_name
      """;
  private static final String UNKNOWN_EDGES = """
      select edge_id, count(*) as event_count
      from incoming_events
      where edge_id is not null and edge_city is null
      group by edge_id
      order by event_count desc, edge_id
      """;

  private final ReadOnlyLake tables;

  LakeGaps(ReadOnlyLake tables) {
    this.tables = tables;
  }

  List<OtherEvents> otherEvents() throws SQLException {
    List<OtherEvents> others = new ArrayList<>();
    try (ResultSet rows = tables.query(OTHER_EVENTS)) {
      while (rows.next()) {
        long names = rows.getLong(3);
        others.add(new OtherEvents(rows.getString(1), rows.getString(2), rows.wasNull() ? null : names, rows.getLong(4)));
      }
    }
    return others;
  }

  List<UnknownEdge> unknownEdges() throws SQLException {
    List<UnknownEdge> edges = new ArrayList<>();
    try (ResultSet rows = tables.query(UNKNOWN_EDGES)) {
      while (rows.next()) {
        edges.add(new UnknownEdge(rows.getString(1), rows.getLong(2)));
      }
    }
    return edges;
  }
}
