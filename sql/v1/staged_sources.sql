-- staged_sources: where page views came from.
-- grain: one row for each combination that a page view or event of no bot has.
-- reads: incoming_events
-- adds: entry_referrer_domain_name, entry_channel: what they are for a visit that enters so
--
-- Its number of four bytes stands for the combination wherever rows are sorted, grouped and joined.

with

combinations as (
    select distinct
        referrer,
        referrer_domain_name,
        channel,
        utm_source,
        utm_campaign,
        utm_medium,
        utm_content,
        utm_term
    from incoming_events
    where request_is_bot = 0
),

final as (
    select
        cast(row_number() over (order by referrer) as integer) as source_number,
        combinations.*,
        coalesce(referrer_domain_name, 'Direct / None') as entry_referrer_domain_name,
        coalesce(channel, 'Direct') as entry_channel
    from combinations
)

select * from final
