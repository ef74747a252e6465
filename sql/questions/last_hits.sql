-- last_hits: when each site was last heard of.
-- grain: one row for each site with a visit, in the part of the lake that is open.
-- reads: sessions

with

final as (
    select domain_name, max(session_end_timestamp) as last_hit from sessions group by domain_name
)

select * from final
