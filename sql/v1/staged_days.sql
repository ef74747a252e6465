-- staged_days: the visitors of the day as numbers, before copies are taken away.
-- grain: one row for each visitor of a record.
-- reads: staged_records
-- needs: hash_of(moment), a number of 64 bits; hit_key(moment, turn, number), ordered by the first, then the second;
--   bit_of(number), one of 64; bit_count(bits)
-- adds: is_crowded, 0 where no two records are of one moment and no two page views have one id: then the other columns are
--   what staged_visitors says
--
-- As many bits as records: they are all different. Copies have one visitor, because the id of a page view is made of what the
-- id of the visitor is made of. So only the records of crowded days have to be compared.

with

days as (
    select
        visitor_hash,
        min(case when is_ping = 0 then event_timestamp end) as first_timestamp,
        max(case when is_ping = 0 then event_timestamp end) as last_timestamp,
        count(case when is_event = 0 then 1 end) as page_view_cnt,
        count(case when is_event = 1 and is_ping = 0 then 1 end) as event_cnt,
        min(case when is_event = 0 then hit_key(event_timestamp, 0, row_id) end) as entry_key,
        max(case when is_event = 0 then hit_key(event_timestamp, 0, page_number) end) as exit_key,
        bit_or(case when is_event = 0 then bit_of(page_number) end) as page_bits,
        count(*) as record_cnt,
        bit_or(bit_of(hash_of(event_timestamp))) as moment_bits,
        bit_or(case when is_event = 0 then bit_of(page_view_hash) end) as view_bits
    from staged_records
    group by visitor_hash
),

final as (
    select
        visitor_hash,
        first_timestamp,
        last_timestamp,
        page_view_cnt,
        event_cnt,
        entry_key,
        exit_key,
        page_bits,
        case when bit_count(moment_bits) < record_cnt or bit_count(view_bits) < page_view_cnt then 1 else 0 end as is_crowded
    from days
)

select * from final
