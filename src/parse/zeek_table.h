#pragma once

#include "parse/field_table.h"

namespace detector {

/// The mapping of Zeek's logs, which have the same names as columns and as JSON keys. Names hold
/// dots, so they are escaped as JsonReader wants them.
inline constexpr Row kZeekRows[] = {
    {Part::kTime, "{ts}"},
    {Part::kMessage, "{msg,name,_path}"},
    {Part::kLogin, "success{?auth_success=T|true}"},
    {Part::kLogin, "failure{?auth_success=F|false}"},
    {Field::kAddress, R"({id\.orig_h,src,tx_hosts.0,tx_hosts|ip})"},
    {Field::kPeer, R"({id\.resp_h,dst,rx_hosts.0,rx_hosts|ip})"},
    {Field::kPort, R"({proto}/{id\.resp_p})"},
    {Field::kPort, R"(tcp/{id\.resp_p})"},
    {Field::kEndpoint, R"({id\.resp_h} {proto}/{id\.resp_p})"},
    {Field::kEndpoint, R"({id\.resp_h} tcp/{id\.resp_p})"},
    {Field::kAction, "ssh:accepted{?auth_success=T|true}"},
    {Field::kAction, "ssh:failed{?auth_success=F|false}"},
    {Field::kAction, "zeek:notice {note}"},
    {Field::kAction, "zeek:conn {conn_state}"},
    {Field::kAction, "dns:{qtype_name}"},
    {Field::kAction, "http:{method} {status_code}"},
    {Field::kAction, "zeek:weird {name}{?_path=weird}"},
    {Field::kAction, "zeek:{_path,service,source}[ {command,operation,request_type}]"},
    {Field::kTarget, "{query|zone}"},
    {Field::kTarget, "{host}{uri|path}"},
    {Field::kTarget, "{server_name,path,filename,endpoint}"},
    {Field::kUser, "{username,user|name}"},
    {Field::kUser, "{client|name}{?request_type}"},
    {Field::kAgent, "{user_agent}"},
    {Field::kProduct, "{user_agent|product}"},
    {Field::kProduct, "{client|product}{?auth_success}"},
    {Field::kError, "{rcode_name}{!rcode_name=NOERROR}"},
    {Field::kError, "{status_code}{?status_code>=400}"},
    {Field::kError, "{error_msg}"},
    {Field::kProgram, "zeek{?ts}"},
    {Field::kService, "zeek[/{_path,source}]"},
};
inline constexpr Field kZeekEntities[] = {Field::kAddress, Field::kService};
inline constexpr FieldTable kZeekTable = {"zeek", kZeekRows, kZeekEntities};

}  // namespace detector
