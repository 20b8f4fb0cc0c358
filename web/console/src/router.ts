import {
  Calendar,
  DataLine,
  Files,
  FirstAidKit,
  List,
  Odometer,
  OfficeBuilding,
  Operation,
  Promotion,
  Stamp,
  Switch,
  Timer,
  User,
} from '@element-plus/icons-vue';
import type { Component } from 'vue';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';

import { useSession } from './session';

/** A page of the console, and who finds it in the menu. What they may do there is the API's to say. */
export interface Place {
  path: string;
  name: string;
  roles: string[];
  icon: Component;
  group: 'work' | 'oversight' | 'settings';
  page: () => Promise<unknown>;
}

const STAFF = ['dispatcher', 'handler', 'department_head', 'supervisor', 'officer'];
export const PLACES: Place[] = [
  { path: '', name: 'workbench', icon: Odometer, group: 'work', roles: [...STAFF, 'administrator'], page: () => import('./pages/Workbench.vue') },
  { path: 'tasks', name: 'tasks', icon: List, group: 'work', roles: ['handler', 'department_head'], page: () => import('./pages/Tasks.vue') },
  { path: 'desk', name: 'desk', icon: Promotion, group: 'work', roles: ['dispatcher', 'supervisor'], page: () => import('./pages/Desk.vue') },
  { path: 'appeals', name: 'appeals', icon: Files, group: 'work', roles: STAFF, page: () => import('./pages/Appeals.vue') },
  { path: 'absences', name: 'absences', icon: Switch, group: 'work', roles: ['handler', 'department_head'], page: () => import('./pages/Absences.vue') },
  { path: 'board', name: 'board', icon: DataLine, group: 'oversight', roles: ['supervisor'], page: () => import('./pages/Board.vue') },
  { path: 'audit', name: 'audit', icon: Stamp, group: 'oversight', roles: ['supervisor', 'administrator'], page: () => import('./pages/Audit.vue') },
  { path: 'calendars', name: 'calendars', icon: Calendar, group: 'settings', roles: ['administrator'], page: () => import('./pages/Calendars.vue') },
  { path: 'profiles', name: 'profiles', icon: Timer, group: 'settings', roles: ['administrator'], page: () => import('./pages/Profiles.vue') },
  { path: 'changes', name: 'changes', icon: Operation, group: 'settings', roles: ['administrator'], page: () => import('./pages/Changes.vue') },
  { path: 'people', name: 'people', icon: User, group: 'settings', roles: ['administrator'], page: () => import('./pages/People.vue') },
  { path: 'lists', name: 'lists', icon: OfficeBuilding, group: 'settings', roles: ['administrator'], page: () => import('./pages/Lists.vue') },
  { path: 'repairs', name: 'repairs', icon: FirstAidKit, group: 'settings', roles: ['administrator', 'supervisor'], page: () => import('./pages/Repairs.vue') },
];

const children: RouteRecordRaw[] = PLACES.map(({ path, name, roles, page }) => ({
  path,
  name,
  component: page,
  meta: { roles },
}));
children.push({
  path: 'appeals/:id',
  name: 'appeal',
  component: () => import('./pages/Appeal.vue'),
  props: true,
  meta: { roles: STAFF },
});
children.push({ path: ':rest(.*)*', name: 'nowhere', component: () => import('./pages/Nowhere.vue') });

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes: [
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignIn.vue') },
    { path: '/', component: () => import('./parts/Frame.vue'), children },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach((to) => {
  const session = useSession();
  if (to.name === 'sign-in') return session.user ? { name: 'workbench' } : true;
  if (!session.user) return { name: 'sign-in', query: { to: to.fullPath } };
  const roles = to.meta.roles as string[] | undefined;
  return roles && !session.has(...roles) ? { name: 'nowhere', params: { rest: ['forbidden'] } } : true;
});
