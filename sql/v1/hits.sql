-- hits: every hit with all its columns, its place in its visitor's day, and what its visit is.
-- grain: one row for each page view or event that is no duplicate, of no bot; engagement pings are no hits.
-- reads: staged_steps, staged_visits, staged_page_views, incoming_events
-- adds: hit_number (a visitor's hits in their total order), session_id (null outside visits), is_entry (1 for the
--   visit's first page view), session_start_timestamp, session_end_timestamp (last hit or ping) and the visit's entry_ values.
--
-- The build of a day reads it nowhere: it is for questions to the rows themselves.

with

entries as (
    select
        views.visitor_hash,
        views.visitor_half_hash,
        views.run_number,
        views.hit_number as entry_hit_number,
        views.session_start_timestamp,
        views.session_end_timestamp,
        substr(incoming_events.page_view_id, 1, 32) as session_id,
        case when incoming_events.channel is null then 1 else 0 end as entry_is_internal,
        coalesce(incoming_events.referrer_domain_name, 'Direct / None') as entry_referrer_domain_name,
        coalesce(incoming_events.channel, 'Direct') as entry_channel,
        incoming_events.utm_source as entry_utm_source,
        incoming_events.utm_campaign as entry_utm_campaign,
        incoming_events.utm_medium as entry_utm_medium,
        incoming_events.utm_content as entry_utm_content,
        incoming_events.utm_term as entry_utm_term
    from staged_page_views as views
    inner join incoming_events on views.row_id = incoming_events.row_id
    where views.is_entry = 1
),

final as (
    select
        incoming_events.*,
        steps.hit_number,
        entries.session_id,
        case when steps.hit_number = entries.entry_hit_number then 1 else 0 end as is_entry,
        entries.session_start_timestamp,
        entries.session_end_timestamp,
        entries.entry_is_internal,
        entries.entry_referrer_domain_name,
        entries.entry_channel,
        entries.entry_utm_source,
        entries.entry_utm_campaign,
        entries.entry_utm_medium,
        entries.entry_utm_content,
        entries.entry_utm_term
    from staged_steps as steps
    inner join incoming_events on steps.row_id = incoming_events.row_id
    left join entries
        on steps.visitor_hash = entries.visitor_hash
        and steps.visitor_half_hash = entries.visitor_half_hash
        and steps.run_number = entries.run_number
)

select * from final
