-- chosen_events: what the questions below read instead of events.
-- grain: one row of events, for those that the filter lets through; a filter of anything but pages and sites is about the
--   visit, so that it leaves out events outside visits.
-- reads: events
-- binds: first and last event_date; then the filter's values
select * from events
where event_date between ? and ? and {filter}
