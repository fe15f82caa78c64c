// Tables of the JSON formats of sensors in the network, of web servers, and OCSF.
// Sources: Zeek documentation, "Log Files"; Suricata User Guide, "EVE JSON Format"; nginx,
// ngx_http_log_module (names of variables, which log_format gives as keys); OCSF schema 1.1.
#include "parse/json_format.h"
#include "parse/zeek_table.h"

namespace detector {
namespace {

constexpr std::string_view kZeekSigns[] = {
    R"({?ts}{?uid}{?id\.orig_h})",
    "{?ts}{?_path}",
    "{?ts}{?note}{?msg}",
    "{?ts}{?fuid}{?source}",
};

// Counters of the program itself are no events.
constexpr Row kSuricataRows[] = {
    {Part::kAside, "{event_type}{?event_type=stats}"},
    {Part::kTime, "{timestamp}"},
    {Part::kMessage, "{alert.signature,event_type}"},
    {Field::kAddress, "{src_ip|ip}"},
    {Field::kPeer, "{dest_ip|ip}"},
    {Field::kPort, "{proto|lower}/{dest_port}"},
    {Field::kPort, "{proto|lower}"},
    {Field::kEndpoint, "{dest_ip|ip} {proto|lower}/{dest_port}"},
    {Field::kAction, "suricata:alert {alert.signature_id}"},
    {Field::kAction, "dns:{dns.rrtype,dns.queries.0.rrtype,dns.query.0.rrtype}"},
    {Field::kAction, "http:{http.http_method}[ {http.status}]"},
    {Field::kAction, "suricata:{event_type}"},
    {Field::kTarget, "{dns.rrname,dns.queries.0.rrname,dns.query.0.rrname|zone}"},
    {Field::kTarget, "{http.hostname}{http.url|path}"},
    {Field::kTarget, "{tls.sni,http.hostname,fileinfo.filename}"},
    {Field::kUser, "{krb5.cname,smb.ntlmssp.user|name}"},
    {Field::kAgent, "{http.http_user_agent,ssh.client.software_version}"},
    {Field::kProduct, "{http.http_user_agent,ssh.client.software_version|product}"},
    {Field::kError, "blocked{?alert.action=blocked}"},
    {Field::kError, "{http.status}{?http.status>=400}"},
    {Field::kHost, "{host}"},
    {Field::kProgram, "suricata{?event_type}"},
    {Field::kService, "[{host}/]suricata"},
};
constexpr std::string_view kSuricataSigns[] = {
    "{?event_type}{?timestamp}{?src_ip}{?dest_ip}",
    "{?event_type}{?timestamp}{?flow_id}",
    "{?event_type=stats}{?timestamp}{?stats}",
};
constexpr Field kSuricataEntities[] = {Field::kAddress, Field::kService};

constexpr Row kWebRows[] = {
    {Part::kTime, "{time_iso8601,msec,@timestamp,timestamp,time,time_local,ts}"},
    {Part::kId, "{request_id}"},
    {Field::kAddress, "{remote_addr,remote_ip,client_ip,clientip,request.remote_ip|ip}"},
    {Field::kAction,
     "http:{request_method,method,request.method,request|method} {status,response,response_code}"},
    {Field::kTarget, "{request_uri,uri,path,request.uri,request|path}"},
    {Field::kUser, "{remote_user,user|name}"},
    {Field::kAgent, "{http_user_agent,user_agent,agent}"},
    {Field::kProduct, "{http_user_agent,user_agent,agent|product}"},
    {Field::kError, "{status,response,response_code}{?status,response,response_code>=400}"},
    {Field::kHost, "{server_name,host,http_host,vhost,request.host|lower}"},
    {Field::kProgram, "web{?status,response,response_code}"},
    {Field::kService, "[{server_name,host,http_host,vhost,request.host|lower}/]web"},
};
constexpr std::string_view kWebSigns[] = {
    "{?remote_addr,remote_ip,client_ip,clientip}{?status,response,response_code}"
    "{?request,request_uri,uri,request_method,method}",
    "{?request.remote_ip}{?request.method}{?status}",
};
constexpr Field kWebEntities[] = {Field::kAddress, Field::kService};

constexpr Row kOcsfRows[] = {
    {Part::kTime, "{time,time_dt}"},
    {Part::kId, "{metadata.uid}"},
    {Part::kMessage, "{message,finding_info.title}"},
    {Part::kLogin, "success{?class_uid=3002}{?activity_id=1}{?status_id=1}"},
    {Part::kLogin, "failure{?class_uid=3002}{?activity_id=1}{?status_id=2}"},
    {Field::kActor,
     "{actor.session.issuer,actor.user.uid,actor.user.name,actor.invoked_by|identity}"
     "{?api.operation}"},
    {Field::kAccount, "{cloud.account.uid,cloud.account_uid}"},
    {Field::kAction, "{api.service.name|service}:{api.operation}"},
    {Field::kAction, "ocsf:{class_name,class_uid}/{activity_name,activity_id}"},
    {Field::kAddress, "{src_endpoint.ip|ip}"},
    {Field::kAgent, "{http_request.user_agent}"},
    {Field::kProduct, "{http_request.user_agent|product}"},
    {Field::kRegion, "{cloud.region}"},
    {Field::kError, "{api.response.error}"},
    {Field::kError, "{status_detail,status_code,status}{?status_id=2}"},
    {Field::kTarget,
     "{resources.0.name,resources.0.uid,resource.name,resource.uid,file.name,http_request.url."
     "path}"},
    {Field::kTarget, "{query.hostname|zone}"},
    {Field::kPeer, "{dst_endpoint.ip|ip}"},
    {Field::kPort, "{connection_info.protocol_name|lower}/{dst_endpoint.port}"},
    {Field::kEndpoint,
     "{dst_endpoint.ip|ip} {connection_info.protocol_name|lower}/{dst_endpoint.port}"},
    {Field::kHost, "{device.hostname,dst_endpoint.hostname|lower}"},
    {Field::kUser, "{user.name,actor.user.name|name}"},
    {Field::kLoginUser,
     "{user.name|name}@{device.hostname,dst_endpoint.hostname|lower}"
     "{?class_uid=3002}{?activity_id=1}{?status_id=1}"},
    {Field::kCommand, "{process.file.name,process.name|name}"},
    {Field::kProgram, "{metadata.product.name}"},
    {Field::kService, "{device.hostname|lower}/{metadata.product.name}"},
    {Field::kService, "{metadata.product.name,class_name,class_uid}"},
};
constexpr std::string_view kOcsfSigns[] = {
    "{?class_uid}{?metadata.version}",
    "{?class_uid}{?category_uid}{?time}",
};
constexpr Field kOcsfEntities[] = {Field::kActor, Field::kAddress, Field::kUser, Field::kService};

}  // namespace

constinit const JsonFormat kZeekJson = {
    .table = kZeekTable,
    .signs = kZeekSigns,
};
constinit const JsonFormat kSuricata = {
    .table = {"suricata", kSuricataRows, kSuricataEntities},
    .signs = kSuricataSigns,
};
constinit const JsonFormat kWebJson = {
    .table = {"web-json", kWebRows, kWebEntities},
    .signs = kWebSigns,
};
constinit const JsonFormat kOcsf = {
    .table = {"ocsf", kOcsfRows, kOcsfEntities},
    .signs = kOcsfSigns,
};

}  // namespace detector
