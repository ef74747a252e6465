-- staged_hits: the hits as numbers.
-- grain: one row for each hit: a page view or event of no bot that is no surplus copy; engagement pings are no hits.
-- reads: staged_records, staged_doubtful, staged_surplus
--
-- Of the total order, texts are needed only between hits of one moment: turn.

with

final as (
    select
        records.row_id,
        records.visitor_hash,
        records.event_timestamp,
        records.is_event,
        records.place_number,
        records.client_number,
        records.source_number,
        records.page_number,
        coalesce(doubtful.turn, 0) as turn
    from staged_records as records
    left join staged_doubtful as doubtful on records.row_id = doubtful.row_id
    left join staged_surplus as surplus on records.row_id = surplus.row_id
    where records.is_ping = 0 and surplus.row_id is null
)

select * from final
