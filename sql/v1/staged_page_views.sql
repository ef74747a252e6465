-- staged_page_views: the page views as numbers, each with what its visit is.
-- grain: one row for each page view that is a hit; every one of them lies in a visit.
-- reads: staged_steps, staged_visits

with

final as (
    select
        steps.row_id,
        steps.visitor_hash,
        steps.visitor_half_hash,
        steps.run_number,
        steps.hit_number,
        steps.view_number,
        steps.event_timestamp,
        steps.place_number,
        steps.client_number,
        steps.page_number,
        case when steps.hit_number = visits.entry_hit_number then 1 else 0 end as is_entry,
        visits.session_start_timestamp,
        visits.session_end_timestamp,
        visits.visit_duration_sec,
        visits.page_view_cnt,
        visits.event_cnt,
        visits.is_bounce,
        visits.entry_source_number,
        visits.exit_page_number
    from staged_steps as steps
    inner join staged_visits as visits
        on steps.visitor_hash = visits.visitor_hash
        and steps.visitor_half_hash = visits.visitor_half_hash
        and steps.run_number = visits.run_number
    where steps.is_event = 0
)

select * from final
