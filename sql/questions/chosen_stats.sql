-- chosen_stats: what the questions below read instead of stats.
-- grain: one row of stats, for those that the filter lets through.
-- reads: stats
-- binds: first and last event_date of the hours asked for, or of those that they are compared with; then the filter's values
select
    *,
    cast(event_date as timestamp) + to_hours(event_hour) as event_hour_timestamp
from stats
where event_date between ? and ? and {filter}
