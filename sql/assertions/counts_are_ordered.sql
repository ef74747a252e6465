-- Returns rows of stats in which a part is greater than its whole, or a number is negative.
-- reads: stats

with

final as (
    select *
    from stats
    where
        bounces_cnt > visit_cnt
        or visitor_cnt > visit_cnt
        or visit_cnt > page_view_cnt
        or visitor_cnt > unique_page_view_cnt
        or unique_page_view_cnt > page_view_cnt
        or bounces_cnt < 0
        or visitor_cnt < 0
        or visit_duration_sec_sum < 0
        or visit_duration_sec_sum >= cast(86400 as bigint) * visit_cnt and visit_cnt > 0
        or visit_duration_sec_sum <> 0 and visit_cnt = 0
        or event_hour not between 0 and 23
)

select * from final
