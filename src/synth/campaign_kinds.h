#pragma once

#include "synth/campaign.h"

namespace detector::synth {

/// One function per kind, each in a file of its name; the table is in campaign_deal.cc.

void stage_backdoor_identity(Campaign& campaign);
void stage_beacon(Campaign& campaign);
void stage_compromised_service_role(Campaign& campaign);
void stage_console_login_without_mfa(Campaign& campaign);
void stage_crypto_mining(Campaign& campaign);
void stage_data_destroyed(Campaign& campaign);
void stage_leaked_access_key(Campaign& campaign);
void stage_pass_role(Campaign& campaign);
void stage_password_spray(Campaign& campaign);
void stage_policy_escalation(Campaign& campaign);
void stage_s3_exfiltration(Campaign& campaign);
void stage_scan_and_lateral(Campaign& campaign);
void stage_secrets_harvested(Campaign& campaign);
void stage_snapshot_shared(Campaign& campaign);
void stage_ssh_brute_force(Campaign& campaign);
void stage_trail_stopped(Campaign& campaign);

}  // namespace detector::synth
