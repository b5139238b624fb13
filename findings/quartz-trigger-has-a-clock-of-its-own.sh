#!/usr/bin/env bash
# Quartz.NET: UseTimeProvider gives the scheduler and its store a clock; a trigger has another one, of its own.
#
# Guess:  a scheduler that is built with UseTimeProvider(fake) runs by that clock: its loop, its store, its triggers. Moving the
#         fake clock to a trigger's time fires it.
# Seen:   Quartz 4.7.3: the loop and the in-memory store go by it, but TriggerBuilder.Create() makes a trigger whose clock is
#         TimeProvider.System, also when it is scheduled there; only TriggerBuilder.Create(clock) does not. At its time the store
#         finds it a misfire (by the fake clock, or by that of the trigger), and "fire once now" then means the machine's now:
#         with the fake clock behind the machine's the trigger is put off to a time that the fake clock has not reached, and
#         nothing fires at all. A fake clock that is ahead of the machine's hides it.
# Hurts:  whoever tests schedules without waiting: the tests pass or hang by the date on which they are run.
#
# Needs the .NET SDK 10. Changes nothing outside of its temporary folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >try.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Quartz" Version="4.7.3" />
    <PackageReference Include="Microsoft.Extensions.TimeProvider.Testing" Version="10.11.0" />
  </ItemGroup>
</Project>
XML
cat >try.cs <<'CS'
using Microsoft.Extensions.Time.Testing;
using Quartz;

foreach (var (what, hasClock, day) in new[] { ("without", false, "2020-01-01"), ("with", true, "2020-01-01") })
{
    var time = new FakeTimeProvider(DateTimeOffset.Parse(day + "T02:50:00Z"));
    var fired = Job.Fired = new TaskCompletionSource();
    await using var factory = QuartzSchedulerBuilder.Create(quartz => { quartz.UseTimeProvider(time); quartz.UseInMemoryStore(); }).Build();
    var scheduler = await factory.GetScheduler();
    await scheduler.Start();
    var builder = hasClock ? TriggerBuilder.Create(time) : TriggerBuilder.Create();
    var trigger = builder.WithIdentity("t").ForJob("j").StartAt(time.GetUtcNow())
        .WithSchedule(CronScheduleBuilder.Create(new CronExpression("0 0 3 * * ?", TimeZoneInfo.Utc)).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
    await scheduler.ScheduleJob(JobBuilder.Create().OfType<Job>().WithIdentity("j").Build(), trigger, new ScheduleJobOptions());
    // A minute past its time in one go, as after a pause; then time enough to notice, by both clocks.
    time.Advance(TimeSpan.FromMinutes(11));
    for (var look = 0; look < 40 && !fired.Task.IsCompleted; look++)
    {
        time.Advance(TimeSpan.FromSeconds(30));
        await Task.WhenAny(fired.Task, Task.Delay(100));
    }

    var next = (await scheduler.GetTrigger(new TriggerKey("t")))!.NextFireTimeUtc!.Value;
    Console.WriteLine($"{what} fired={fired.Task.IsCompleted} next={(next.Year == 2020 ? "fake" : "machine")}");
    await scheduler.Shutdown(false);
}

public sealed class Job : IJob
{
    public static TaskCompletionSource Fired = new();

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        Fired.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
CS
dotnet build -c Release -v quiet -nologo -nodeReuse:false -o out >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(dotnet out/try.dll)
bad=0
expect() { # WORDS WANTED
  if grep -qxF "$2" <<<"$seen"; then echo "as seen:  $1: $2"; else echo "CHANGED:  $1: wanted '$2', got: $seen"; bad=1; fi
}
expect 'TriggerBuilder.Create()' 'without fired=False next=machine'
expect 'TriggerBuilder.Create(clock)' 'with fired=True next=fake'
exit "$bad"
