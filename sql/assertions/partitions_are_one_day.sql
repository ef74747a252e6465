-- Returns the domains and days of rows that lie in the partition of another.
-- reads: incoming_events, events, built_day

with

partitions as (
    select domain_name, event_date from incoming_events group by domain_name, event_date
    union
    select domain_name, event_date from events group by domain_name, event_date
),

final as (
    select partitions.domain_name, partitions.event_date
    from partitions
    inner join built_day
        on partitions.domain_name <> built_day.domain_name or partitions.event_date <> built_day.event_date
)

select * from final
