-- staged_sources: where page views came from.
-- grain: one row for each combination that a page view or event of no bot has.
-- reads: incoming_events
-- needs: texts_hash(eight values), a number of 64 bits that nobody can aim at
-- adds: entry_referrer_domain_name, entry_channel: what they are for a visit that enters so
--
-- Its number of four bytes stands for the combination wherever rows are sorted, grouped and joined.

with

combinations as (
    select
        texts_hash(
            referrer,
            referrer_domain_name,
            channel,
            utm_source,
            utm_medium,
            utm_campaign,
            utm_content,
            utm_term
        ) as source_hash,
        any_value(referrer) as referrer,
        any_value(referrer_domain_name) as referrer_domain_name,
        any_value(channel) as channel,
        any_value(utm_source) as utm_source,
        any_value(utm_medium) as utm_medium,
        any_value(utm_campaign) as utm_campaign,
        any_value(utm_content) as utm_content,
        any_value(utm_term) as utm_term
    from incoming_events
    where request_is_bot = 0
    group by source_hash
),

entered as (
    select
        *,
        coalesce(referrer_domain_name, 'Direct / None') as entry_referrer_domain_name,
        coalesce(channel, 'Direct') as entry_channel
    from combinations
),

-- Stats are sorted by this number.
final as (
    select
        cast(row_number() over (
            order by entry_channel, entry_referrer_domain_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term,
                referrer, referrer_domain_name, channel
        ) as integer) as source_number,
        *
    from entered
)

select * from final
