-- Returns hits of bots, and hits that lie outside their day.
-- reads: staged_hits, incoming_events, built_day

with

bots as (
    select row_id from incoming_events where request_is_bot <> 0
),

final as (
    select hits.row_id, hits.event_timestamp, 'bot' as reason
    from staged_hits as hits
    inner join bots on hits.row_id = bots.row_id
    union all
    select hits.row_id, hits.event_timestamp, 'outside its day' as reason
    from staged_hits as hits
    cross join built_day
    where
        hits.event_timestamp is null
        or hits.event_timestamp < cast(built_day.event_date as timestamp)
        or hits.event_timestamp >= cast(built_day.event_date as timestamp) + interval '1' day
)

select * from final
