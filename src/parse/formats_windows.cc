// Windows events as JSON: flat as NXLog and Security-Datasets write them, under `winlog` as
// winlogbeat does, and under `Event` as converters of .evtx files do. Sources: Microsoft, "Advanced
// security audit policy settings"; Sysinternals Sysmon, "Events"; Elastic, "Winlogbeat fields".
#include "parse/json_format.h"

// The names by which the three forms call one value. A row is one literal, hence macros.
#define EVENT_ID "EventID,winlog.event_id,Event.System.EventID,Event.System.EventID.#text"
#define CHANNEL "Channel,winlog.channel,Event.System.Channel"
#define PROVIDER                                                                         \
  "SourceName,ProviderName,winlog.provider_name,Event.System.Provider.#attributes.Name," \
  "Event.System.Provider.Name"
#define COMPUTER "Computer,Hostname,winlog.computer_name,Event.System.Computer,host.name"
#define DATA(name) #name ",winlog.event_data." #name ",Event.EventData." #name

namespace detector {
namespace {

#define OF_ID(ids) "{?" EVENT_ID "=" ids "}"
// What is known of a logon is its target; of all else, who did it.
#define TARGET_ACTS "4624|4625|4634|4647|4768|4769|4770|4771|4776|4778|4779"

constexpr Row kWindowsRows[] = {
    {Part::kTime,
     "{TimeCreated,Event.System.TimeCreated.#attributes.SystemTime,"
     "Event.System.TimeCreated.SystemTime,UtcTime,@timestamp,EventTime}"},
    // A machine that was set back counts its records anew, hence the time.
    {Part::kId, "{" COMPUTER "}/{" CHANNEL "}/{RecordNumber,EventRecordID,winlog.record_id,"
                "Event.System.EventRecordID}/{TimeCreated,UtcTime,EventTime,@timestamp}"},
    {Part::kMessage, "{Message,message}"},
    {Part::kLogin, "success" OF_ID("4624")},
    {Part::kLogin, "failure" OF_ID("4625|4771")},
    {Part::kLogin, "failure" OF_ID("4776") "{!" DATA(Status) "=0x0}"},
    {Field::kUser, "{" DATA(TargetUserName) "|name}" OF_ID(TARGET_ACTS)},
    {Field::kUser, "{" DATA(SubjectUserName) "|name}"},
    {Field::kUser, "{" DATA(User) "," DATA(SourceUser) ",AccountName,winlog.user.name|name}"},
    {Field::kHost, "{" COMPUTER "|lower}"},
    {Field::kAction, "sysmon:{" EVENT_ID "}{?" CHANNEL "=Microsoft-Windows-Sysmon/Operational}"},
    {Field::kAction, "windows:{" EVENT_ID "}{?" CHANNEL "=Security|security}"},
    {Field::kAction, "windows:{" EVENT_ID "} of {" PROVIDER "}"},
    {Field::kAction, "windows:{" EVENT_ID "}"},
    {Field::kAddress, "{" DATA(IpAddress) "," DATA(SourceAddress) "," DATA(SourceIp) "|ip}"},
    {Field::kPeer, "{" DATA(DestAddress) "," DATA(DestinationIp) "|ip}"},
    {Field::kPort, "tcp/{" DATA(DestPort) "," DATA(DestinationPort) "}{?" DATA(Protocol) "=6|tcp}"},
    {Field::kPort,
     "udp/{" DATA(DestPort) "," DATA(DestinationPort) "}{?" DATA(Protocol) "=17|udp}"},
    {Field::kTarget, "{" DATA(TargetUserName) "|name}{!" EVENT_ID "=" TARGET_ACTS "}"},
    {Field::kTarget, "{" DATA(ServiceName) "," DATA(ShareName) "," DATA(TaskName) "|lower}"},
    {Field::kTarget, "{" DATA(TargetImage) "," DATA(ImageLoaded) "|name}"},
    {Field::kTarget, "{" DATA(ObjectType) "}"},
    {Field::kTarget, "{" DATA(QueryName) "|zone}"},
    {Field::kCommand, "{" DATA(NewProcessName) "," DATA(Image) "," DATA(SourceImage) "," DATA(
                          ProcessName) "," DATA(Application) "|name}"},
    {Field::kError, "{" DATA(SubStatus) "," DATA(Status) "}" OF_ID("4625")},
    {Field::kError, "{" DATA(Status) "}" OF_ID("4768|4769|4771|4776") "{!" DATA(Status) "=0x0}"},
    {Field::kLoginUser, "{" DATA(TargetUserName) "|name}@{" COMPUTER "|lower}" OF_ID("4624")},
    {Field::kProgram, "{" PROVIDER "}"},
    {Field::kService, "{" COMPUTER "|lower}/{" PROVIDER "," CHANNEL "}"},
    {Field::kService, "{" PROVIDER "," CHANNEL "}"},
};
constexpr std::string_view kWindowsSigns[] = {
    "{?EventID}{?Channel}{?Hostname,Computer,SourceName,ProviderGuid}",
    "{?winlog.event_id}{?winlog.channel,winlog.provider_name}",
    "{?Event.System.EventID,Event.System.EventID.#text}{?Event.System.Channel}",
};
constexpr Field kWindowsEntities[] = {Field::kAddress, Field::kUser, Field::kService};

}  // namespace

constinit const JsonFormat kWindows = {
    .table = {"windows", kWindowsRows, kWindowsEntities},
    .signs = kWindowsSigns,
};

}  // namespace detector
