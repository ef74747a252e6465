-- staged_visitors: the visitors of the day as numbers.
-- grain: one row for each visitor who has a hit.
-- reads: staged_days, staged_doubtful, staged_hits
-- needs: hit_key(moment, turn, number), ordered by the first, then the second; bit_of(number), one of 64
-- adds: entry_key and exit_key, of the first page view with its row and of the last with its path;
--   page_bits, one for each path, though a bit may stand for several
--
-- Only the few visitors of doubtful records can differ from what staged_days says, and are grouped again.

with

doubted as (
    select distinct visitor_hash from staged_doubtful
),

final as (
    select
        days.visitor_hash,
        days.first_timestamp,
        days.last_timestamp,
        days.page_view_cnt,
        days.event_cnt,
        days.entry_key,
        days.exit_key,
        days.page_bits
    from staged_days as days
    left join doubted on days.visitor_hash = doubted.visitor_hash
    where doubted.visitor_hash is null and days.page_view_cnt + days.event_cnt > 0
    union all
    select
        visitor_hash,
        min(event_timestamp) as first_timestamp,
        max(event_timestamp) as last_timestamp,
        count(case when is_event = 0 then 1 end) as page_view_cnt,
        count(case when is_event = 1 then 1 end) as event_cnt,
        min(case when is_event = 0 then hit_key(event_timestamp, turn, row_id) end) as entry_key,
        max(case when is_event = 0 then hit_key(event_timestamp, turn, page_number) end) as exit_key,
        bit_or(case when is_event = 0 then bit_of(page_number) end) as page_bits
    from staged_hits
    where visitor_hash in (select visitor_hash from doubted)
    group by visitor_hash
)

select * from final
