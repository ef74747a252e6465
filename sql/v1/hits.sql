-- hits: every hit with all its columns, its place in its visitor's day, and what its visit is.
-- grain: one row for each page view or event that is no duplicate, of no bot; engagement pings are no hits.
-- reads: staged_hits, staged_visits, incoming_events
-- adds: hit_number (a visitor's hits in their total order), session_id (null outside visits), is_entry (1 for the
--   visit's first page view), session_start_timestamp, session_end_timestamp (last hit or ping) and the visit's entry_ values.
--
-- The build of a day reads it nowhere: it is for questions to the rows themselves.

with

entries as (
    select
        visits.visitor_hash,
        visits.entry_row_id,
        visits.session_start_timestamp,
        visits.last_timestamp,
        visits.session_end_timestamp,
        substr(incoming_events.page_view_id, 1, 32) as session_id,
        case when incoming_events.channel is null then 1 else 0 end as entry_is_internal,
        coalesce(incoming_events.referrer_domain_name, 'Direct / None') as entry_referrer_domain_name,
        coalesce(incoming_events.channel, 'Direct') as entry_channel,
        incoming_events.utm_source as entry_utm_source,
        incoming_events.utm_campaign as entry_utm_campaign,
        incoming_events.utm_medium as entry_utm_medium,
        incoming_events.utm_content as entry_utm_content,
        incoming_events.utm_term as entry_utm_term
    from staged_visits as visits
    inner join incoming_events on visits.entry_row_id = incoming_events.row_id
),

numbered as (
    select
        *,
        cast(row_number() over (
            partition by visitor_hash order by event_timestamp nulls first, is_event, turn
        ) as integer) as hit_number
    from staged_hits
),

final as (
    select
        incoming_events.*,
        numbered.hit_number,
        entries.session_id,
        case when numbered.row_id = entries.entry_row_id then 1 else 0 end as is_entry,
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
    from numbered
    inner join incoming_events on numbered.row_id = incoming_events.row_id
    left join entries
        on numbered.visitor_hash = entries.visitor_hash
        and numbered.event_timestamp >= entries.session_start_timestamp
        and numbered.event_timestamp <= entries.last_timestamp
)

select * from final
