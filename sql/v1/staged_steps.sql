-- staged_steps: the hits as numbers, each with its place in its visitor's day.
-- grain: one row for each hit: a page view or event of no bot that is no surplus copy; engagement pings are no hits.
-- reads: staged_records, staged_doubtful, staged_surplus
-- adds: hit_number (a visitor's hits in their total order), view_number (the same of page views alone, counted up to here),
--   run_number (changes where more than 30 minutes lie between two hits)
--
-- Only these narrow rows go through windows. Of the total order, texts are needed only between hits of one moment: turn.

with

turns as (
    select
        row_id,
        cast(row_number() over (
            partition by visitor_hash, event_timestamp
            order by is_event, page_view_id nulls first, event_name nulls first, event_data nulls first
        ) as integer) as turn
    from staged_doubtful
),

ordered as (
    select
        records.row_id,
        records.visitor_hash,
        records.visitor_half_hash,
        records.event_timestamp,
        records.is_event,
        records.place_number,
        records.client_number,
        records.source_number,
        records.page_number,
        coalesce(turns.turn, 0) as turn
    from staged_records as records
    left join turns on records.row_id = turns.row_id
    left join staged_surplus as surplus on records.row_id = surplus.row_id
    where records.is_ping = 0 and surplus.row_id is null
),

neighbours as (
    select
        *,
        cast(row_number() over visitor_order as integer) as hit_number,
        lag(event_timestamp) over visitor_order as previous_timestamp
    from ordered
    window visitor_order as (
        partition by visitor_hash, visitor_half_hash order by event_timestamp nulls first, is_event, turn
    )
),

runs as (
    select
        *,
        sum(
            case
                when previous_timestamp is null then 1
                when event_timestamp > previous_timestamp + interval '30' minute then 1
                else 0
            end
        ) over so_far as run_number,
        sum(1 - is_event) over so_far as view_number
    from neighbours
    window so_far as (
        partition by visitor_hash, visitor_half_hash
        order by hit_number rows between unbounded preceding and current row
    )
),

final as (
    select
        row_id,
        visitor_hash,
        visitor_half_hash,
        hit_number,
        cast(view_number as integer) as view_number,
        cast(run_number as integer) as run_number,
        event_timestamp,
        is_event,
        place_number,
        client_number,
        source_number,
        page_number
    from runs
)

select * from final
