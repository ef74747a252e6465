-- Returns hits of bots, engagement pings, and hits that lie outside their day.

select domain_name, event_date, event_type, event_timestamp, event_name, request_is_bot
from hits
where
    request_is_bot <> 0
    or event_name = 'engagement'
    or event_timestamp < cast(event_date as timestamp)
    or event_timestamp >= cast(event_date as timestamp) + interval '1' day
