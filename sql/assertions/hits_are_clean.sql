-- Returns hits of bots, and hits that lie outside their day.
-- reads: staged_steps, incoming_events, built_day

with

bots as (
    select row_id from incoming_events where request_is_bot <> 0
),

final as (
    select steps.row_id, steps.event_timestamp, 'bot' as reason
    from staged_steps as steps
    inner join bots on steps.row_id = bots.row_id
    union all
    select steps.row_id, steps.event_timestamp, 'outside its day' as reason
    from staged_steps as steps
    cross join built_day
    where
        steps.event_timestamp is null
        or steps.event_timestamp < cast(built_day.event_date as timestamp)
        or steps.event_timestamp >= cast(built_day.event_date as timestamp) + interval '1' day
)

select * from final
